-- How numbers that begin with 02 or 20 to 29 carry a weight, a price or a count: each country's and
-- each company's own, so they are data. A location's own come before those of its legal entity.
CREATE TABLE measure_layout (
    id              uuid PRIMARY KEY,
    location_id     uuid REFERENCES location (id),
    legal_entity_id uuid REFERENCES legal_entity (id),
    prefix          text NOT NULL CHECK (prefix ~ '^(02|2[0-9])[0-9]{0,3}$'),
    pattern         text NOT NULL CHECK (pattern ~ '^[0-9IMVC]{13}$'),
    measure         text NOT NULL CHECK (measure IN ('WEIGHT', 'PRICE', 'COUNT')),
    decimals        integer NOT NULL CHECK (decimals BETWEEN 0 AND 4),
    is_active       boolean NOT NULL DEFAULT true,
    version         integer NOT NULL DEFAULT 1,
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT measure_layout_is_of_one CHECK (num_nonnulls(location_id, legal_entity_id) = 1),
    CONSTRAINT measure_layout_of_location UNIQUE (location_id, prefix),
    CONSTRAINT measure_layout_of_entity UNIQUE (legal_entity_id, prefix)
);

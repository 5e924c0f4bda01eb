-- What was canceled here after its queue had taken it is withdrawn there too; and how printers are.

CREATE INDEX print_job_to_withdraw ON print_job (due_at)
    WHERE status = 'CANCELED' AND receipt IS NOT NULL;

-- What the spool saw when it last spoke with a printer. Port 9100 is spoken with only to print.
CREATE TABLE printer_state (
    printer_id uuid PRIMARY KEY REFERENCES printer (id),
    is_online  boolean NOT NULL,
    problem    text,
    seen_at    timestamptz NOT NULL
);

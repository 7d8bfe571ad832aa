# The bot in one image: `docker build -t daily-papers .` and then compose.yaml, or `docker run`.
FROM python:3.11-slim AS build
WORKDIR /app
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY bot bot
COPY adapters adapters
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --create-home --uid 1000 papers && install -d -o papers -m 0700 /data
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH PAPERS_HOME=/data PAPERS_OPS_PORT=9090 PYTHONUNBUFFERED=1
USER papers
VOLUME /data
EXPOSE 3000
# The loop is alive; whether it is ready, with reasons, says /readyz.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:9090/healthz', timeout=4)"]
# Deliveries under way have 20 seconds after SIGTERM: stop with a patience of 30.
STOPSIGNAL SIGTERM
ENTRYPOINT ["papers"]
CMD ["run", "--if-set"]

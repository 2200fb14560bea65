FROM python:3.11-slim AS build
WORKDIR /src
COPY . .
RUN python -m venv /opt/bilim && /opt/bilim/bin/pip install --no-cache-dir '.[postgresql]'

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home /data bilim && install -d -o bilim /data
COPY --from=build /opt/bilim /opt/bilim
ENV PATH=/opt/bilim/bin:$PATH BILIM_HOME=/data PYTHONDONTWRITEBYTECODE=1
USER bilim
VOLUME /data
EXPOSE 8000
CMD ["bilim", "serve", "--host", "0.0.0.0"]

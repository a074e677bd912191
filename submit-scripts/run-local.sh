#!/usr/bin/env bash
# Runs Spark NAS on this machine, without a Spark installation; builds what is missing.
#
#   run-local.sh COMMAND CONF [options] [-D setting=value ...]
#   run-local.sh --help | --version
#
# Needs JDK 17 and Maven. Exits with the job's exit code. Environment:
#   SPARK_MASTER          local[*]
#   SPARK_NAS_HEAP_GB     6   Java heap
#   SPARK_NAS_OFF_HEAP_GB 8   arrays of ND4J, outside the heap
#   SPARK_NAS_JAR         a jar built before; then nothing is built
#   JAVA_OPTIONS          more options for java
set -euo pipefail

home="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
# shellcheck source=submit-scripts/environment.sh
source "$home/submit-scripts/environment.sh"
require_gb SPARK_NAS_HEAP_GB SPARK_NAS_OFF_HEAP_GB
require_java17
build_if_stale
require_spark_jars

heap="${SPARK_NAS_HEAP_GB:-6}"
export SPARK_LOCAL_IP="${SPARK_LOCAL_IP:-127.0.0.1}"
# Unquoted on purpose: options are words.
# shellcheck disable=SC2046,SC2086
exec "$java" "@$home/submit-scripts/java17.options" "-Xmx${heap}g" $keep_heap $vectors \
  $(off_heap_options "${SPARK_NAS_OFF_HEAP_GB:-8}" 0) \
  "-Dspark.master=${SPARK_MASTER:-local[*]}" ${JAVA_OPTIONS:-} \
  -cp "$jar:$spark_jars/*" "$main_class" "$@"

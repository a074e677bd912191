#!/usr/bin/env bash
# Measures one workload and prints one line of JSON; everything else goes to standard error.
#
#   bench.sh mbconv6|tfnas-a|oneshot-path|oneshot-plain train|infer BATCH [RUNS] [THREADS]
#   bench.sh tfnas-search weights|architecture BATCH [RUNS] [THREADS]
#   bench.sh scoring both BATCH [RUNS] [THREADS]
#   bench.sh averaging-round PARAMETERS [SHARE_TOUCHED] [ROUNDS] [WORKERS]
#   bench.sh kernels [JMH's options, such as -p kernel=DEPTHWISE_3,COPY -p shape=14x14x500]
#                       a line for each kernel, with its share of what the machine can do
#
# Needs JDK 17 and Maven; builds what is missing. Environment:
#   SPARK_MASTER          local[2]   of averaging-round; local-cluster[2,1,2048] and
#                                    spark://host:7077 have executors in processes of their own
#   BENCH_HEAP                Java heap, such as 512m; default: what the workload needs, because
#                             peak_memory_mb is that of the whole process
#   SPARK_NAS_OFF_HEAP_GB 8   arrays of ND4J, outside the heap
#   EXECUTOR_MEMORY_GB    2   heap of an executor in a process of its own
#   SPARK_NAS_JAR         a jar built before; then nothing is built
#   JAVA_OPTIONS          more options for java, such as -Dspark.serializer=...
set -euo pipefail

home="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
# shellcheck source=submit-scripts/environment.sh
source "$home/submit-scripts/environment.sh"
if [[ ${1:---help} == --help ]]; then
  print_usage
  exit 0
fi
require_gb SPARK_NAS_OFF_HEAP_GB EXECUTOR_MEMORY_GB
[[ ${BENCH_HEAP:-1g} =~ ^[1-9][0-9]*[kmgKMG]$ ]] ||
  fail "BENCH_HEAP=$BENCH_HEAP: must be a whole number and a unit (k, m or g), such as 512m"
require_java17
if [[ $1 == kernels ]]; then
  shift
  classpath="$home/supernet/target/kernels.classpath"
  (cd "$home" && mvn -B -q -pl supernet test-compile dependency:build-classpath \
    -DincludeScope=test "-Dmdep.outputFile=$classpath") >&2
  # shellcheck disable=SC2046,SC2086
  exec "$java" "@$home/submit-scripts/java17.options" "-Xmx${BENCH_HEAP:-2g}" $vectors \
    $(off_heap_options "${SPARK_NAS_OFF_HEAP_GB:-8}" 0) ${JAVA_OPTIONS:-} \
    -cp "$home/supernet/target/test-classes:$home/supernet/target/classes:$(<"$classpath")" \
    org.sparknas.supernet.kernel.KernelFloors "$@"
fi
main_class=org.sparknas.job.benchmark.Benchmark
build_if_stale
require_spark_jars

case $1 in
  mbconv6 | tfnas-a) heap=256m ;;
  oneshot-* | tfnas-search | scoring) heap=1g ;;
  *) heap=6g ;;
esac
export SPARK_LOCAL_IP="${SPARK_LOCAL_IP:-127.0.0.1}"
master="${SPARK_MASTER:-local[2]}"
executors=()
if [[ $master != local && $master != "local["* ]]; then
  export SPARK_HOME="${SPARK_HOME:-$home/job/target/spark}" SPARK_SCALA_VERSION=2.12
  executors=(
    "-Dspark.jars=$(as_uri "$jar")"
    "-Dspark.executor.memory=${EXECUTOR_MEMORY_GB:-2}g"
    "-Dspark.executor.extraJavaOptions=$keep_heap $vectors $digits"
    "-Dspark.executorEnv.OMP_NUM_THREADS=$OMP_NUM_THREADS"
    "-Dspark.executorEnv.MALLOC_MMAP_THRESHOLD_=$MALLOC_MMAP_THRESHOLD_"
    "-Dspark.executorEnv.MALLOC_TRIM_THRESHOLD_=$MALLOC_TRIM_THRESHOLD_"
  )
fi
# Unquoted on purpose: options are words.
# shellcheck disable=SC2046,SC2086
exec "$java" "@$home/submit-scripts/java17.options" "-Xmx${BENCH_HEAP:-$heap}" $keep_heap $vectors \
  $(off_heap_options "${SPARK_NAS_OFF_HEAP_GB:-8}" 0) \
  "-Dsparknas.home=$home" "-Dspark.master=$master" -Dspark.ui.enabled=false "${executors[@]}" ${JAVA_OPTIONS:-} \
  -cp "$jar:$spark_jars/*" "$main_class" "$@"

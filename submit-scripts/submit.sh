#!/usr/bin/env bash
# Submits the same jar to a cluster.
#
#   submit.sh [spark-submit options] COMMAND CONF [options] [-D setting=value ...]
#
# Uses $SPARK_HOME/bin/spark-submit or, where there is none, the jars in $SPARK_HOME/jars. What
# stands before COMMAND goes to spark-submit as it is and wins over what follows; --files go there
# together with the job's own. Environment:
#   MASTER              spark://host:7077, yarn, k8s://...
#   DEPLOY_MODE         client: the driver runs here and reads CONF here; cluster: CONF travels with
#                       the job (not on a standalone cluster). Other files: on a shared file system
#   EXECUTOR_MEMORY_GB  4   heap of an executor
#   EXECUTOR_OFF_HEAP_GB    its ND4J arrays, outside the heap; default: as much as the heap
#   DRIVER_MEMORY_GB    4   the same for the driver
#   DRIVER_OFF_HEAP_GB
#   GPUS_PER_EXECUTOR   0   1 for a jar built with -Pcuda
#   GPU_DISCOVERY_SCRIPT    where executors find discover-gpus.sh; default: shipped to YARN, else
#                           this folder's. Standalone workers set spark.worker.resource.gpu.* too
#   SPARK_NAS_JAR           a jar built before; then nothing is built
set -euo pipefail

home="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
# shellcheck source=submit-scripts/environment.sh
source "$home/submit-scripts/environment.sh"

spark_options=()
files=() # spark-submit takes one list of them, the last
while [[ ${1:-} == --* && $1 != --help ]]; do
  case $1 in
    --master=*)
      MASTER="${1#*=}"
      shift
      continue
      ;;
    --deploy-mode=*)
      DEPLOY_MODE="${1#*=}"
      shift
      continue
      ;;
    --files=*)
      files+=("${1#*=}")
      shift
      continue
      ;;
    --files) files+=("${2:?--files lacks its value}") ;;
    --master) MASTER="${2:?--master lacks its value}" ;;
    --deploy-mode) DEPLOY_MODE="${2:?--deploy-mode lacks its value}" ;;
    --verbose | --supervise | --*=*)
      spark_options+=("$1")
      shift
      continue
      ;;
    *) spark_options+=("$1" "${2:?$1 lacks its value}") ;;
  esac
  shift 2
done
if [[ ${1:---help} == --help ]]; then
  print_usage
  exit 0
fi
[[ -n ${SPARK_HOME:-} ]] || fail "set SPARK_HOME to a Spark 3.5 installation, or use run-local.sh"
require_gb EXECUTOR_MEMORY_GB EXECUTOR_OFF_HEAP_GB DRIVER_MEMORY_GB DRIVER_OFF_HEAP_GB
[[ ${GPUS_PER_EXECUTOR:-0} =~ ^[0-9]{1,3}$ ]] || fail "GPUS_PER_EXECUTOR=$GPUS_PER_EXECUTOR: must be a whole number, 0 or more"
# Spark logs in as the user before the job could help.
id -un >/dev/null 2>&1 || fail "user id $(id -u) has no name, which Spark needs to submit: give it a line in /etc/passwd"
# spark-submit may take another Java than this script would.
grep -qs JAVA_HOME "${SPARK_CONF_DIR:-$SPARK_HOME/conf}/spark-env.sh" || require_java17
build_if_stale

heap="${EXECUTOR_MEMORY_GB:-4}"
off_heap="${EXECUTOR_OFF_HEAP_GB:-$heap}"
driver_heap="${DRIVER_MEMORY_GB:-4}"
driver_off_heap="${DRIVER_OFF_HEAP_GB:-$driver_heap}"
driver_java="$(off_heap_options "$driver_off_heap" $((driver_heap + driver_off_heap + 1))) $keep_heap $vectors"
settings=(
  --class "$main_class"
  --deploy-mode "${DEPLOY_MODE:-client}"
  --driver-memory "${driver_heap}g"
  --driver-java-options "$driver_java"
  --conf "spark.driver.memoryOverhead=$((driver_off_heap + 1))g"
  --conf "spark.executor.memory=${heap}g"
  --conf "spark.executor.memoryOverhead=$((off_heap + 1))g"
  --conf "spark.executor.extraJavaOptions=$(off_heap_options "$off_heap" $((heap + off_heap + 1))) $keep_heap $vectors $digits"
  --conf "spark.executorEnv.OMP_NUM_THREADS=$OMP_NUM_THREADS"
  --conf "spark.executorEnv.MALLOC_MMAP_THRESHOLD_=$MALLOC_MMAP_THRESHOLD_"
  --conf "spark.executorEnv.MALLOC_TRIM_THRESHOLD_=$MALLOC_TRIM_THRESHOLD_"
)
[[ -z ${MASTER:-} ]] || settings+=(--master "$MASTER")

if [[ ${GPUS_PER_EXECUTOR:-0} -gt 0 ]]; then
  script="$home/submit-scripts/discover-gpus.sh"
  if [[ ${MASTER:-} == yarn ]]; then
    files+=("$script")
    script=./discover-gpus.sh
  fi
  settings+=(
    --conf "spark.executor.resource.gpu.amount=$GPUS_PER_EXECUTOR"
    --conf "spark.executor.resource.gpu.discoveryScript=${GPU_DISCOVERY_SCRIPT:-$script}"
    --conf "spark.task.resource.gpu.amount=1"
  )
fi

job=("$@")
if [[ ${DEPLOY_MODE:-client} == cluster ]]; then
  # The driver writes the output's names where it runs.
  settings+=(--conf spark.yarn.appMasterEnv.LC_ALL=C.UTF-8 --conf spark.kubernetes.driverEnv.LC_ALL=C.UTF-8)
fi
if [[ ${DEPLOY_MODE:-client} == cluster && -f ${2:-} ]]; then
  files+=("$(as_uri "$2")")
  job[1]="$(basename "$2")"
fi
if [[ ${#files[@]} -gt 0 ]]; then
  settings+=(--files "$(IFS=, && echo "${files[*]}")")
fi

if [[ -x $SPARK_HOME/bin/spark-submit ]]; then
  submit=("$SPARK_HOME/bin/spark-submit")
elif [[ -d $SPARK_HOME/jars ]]; then
  export SPARK_SCALA_VERSION=2.12
  read -ra driver_java_words <<<"$driver_java"
  submit=(
    "$java" "@$home/submit-scripts/java17.options" "-Xmx${driver_heap}g" "${driver_java_words[@]}"
    -cp "$SPARK_HOME/conf:${HADOOP_CONF_DIR:+$HADOOP_CONF_DIR:}$SPARK_HOME/jars/*"
    org.apache.spark.deploy.SparkSubmit
  )
else
  fail "SPARK_HOME=$SPARK_HOME has neither bin/spark-submit nor jars"
fi
exec "${submit[@]}" "${settings[@]}" "${spark_options[@]}" "$(as_uri "$jar")" "${job[@]}"

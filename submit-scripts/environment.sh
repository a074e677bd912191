# shellcheck shell=bash disable=SC2034
# For the other scripts, which set "home" and source this: where the jars are, and how to get them.

export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}" # Spark's tasks are the threads
# Freed memory is kept for the next step: giving it back costs page faults in every one.
export MALLOC_MMAP_THRESHOLD_=1073741824 MALLOC_TRIM_THRESHOLD_=1073741824
# The same for the Java heap. Spark copies results in pieces of 1 MiB, which G1 moves about if they are
# small for its regions.
keep_heap="-XX:MaxHeapFreeRatio=100 -XX:G1HeapRegionSize=2m"
# Java's vectors, for faster loops. The tests check each of their accesses; runs leave the check out,
# which would cost up to a twentieth.
vectors="--add-modules=jdk.incubator.vector -Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0"
# Digits as in English in what executors say, too; the driver sees to that by itself.
digits="-Duser.language=en"
main_class=org.sparknas.job.cli.Main
jar="${SPARK_NAS_JAR:-$home/job/target/spark-nas.jar}"
spark_jars="$home/job/target/spark/jars"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"

fail() {
  echo "${0##*/}: $1" >&2
  exit 2
}

# What the script says of itself at its top.
print_usage() {
  sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$0"
}

# require_gb NAME...: variables that, where they are set, must be whole numbers of gigabytes.
require_gb() {
  local name
  for name in "$@"; do
    [[ ${!name:-1} =~ ^[1-9][0-9]{0,3}$ ]] ||
      fail "$name=${!name}: must be a whole number of gigabytes from 1 to 9999, without a unit"
  done
}

# Spark runs on no newer Java, the program on no older one.
require_java17() {
  local said version
  said="$("$java" -version 2>&1)" || fail "needs Java 17, but $java does not run: set JAVA_HOME to a JDK 17"
  version="$(sed -n 's/.* version "\([^"]*\)".*/\1/p' <<<"$said")"
  [[ $version =~ ^17([.+-]|$) ]] ||
    fail "needs Java 17, but $java is Java ${version:-of an unknown version}: set JAVA_HOME to a JDK 17"
}

# Java writes names of files in the locale's character set, which is ASCII under cron.
use_utf8() {
  local name
  for name in C.UTF-8 en_US.UTF-8 C.UTF-8; do
    [[ $(locale charmap) == ANSI_* ]] || return 0
    export LC_ALL="$name"
  done
} 2>/dev/null # bash and locale say so where a locale is missing
use_utf8

# as_uri FILE: a local file for spark-submit, to which "#" and "%" in a path are signs of its own.
as_uri() {
  local LC_ALL=C path="$1" index byte uri=file:
  [[ $path == /* ]] || path="$PWD/$path"
  for ((index = 0; index < ${#path}; index++)); do
    byte="${path:index:1}"
    [[ $byte == [a-zA-Z0-9/._~-] ]] || printf -v byte '%%%02X' "'$byte"
    uri+="$byte"
  done
  echo "$uri"
}

is_stale() {
  [[ ! -f $jar || ! -d $spark_jars ]] ||
    [[ -n $(find "$home"/pom.xml "$home"/{supernet,evolution,job} \( -name target -o -name test \) -prune \
      -o -newer "$jar" -print -quit) ]]
}

# Standard output belongs to the job's results.
build_if_stale() {
  if [[ -n ${SPARK_NAS_JAR:-} ]]; then
    [[ -f $jar ]] || fail "SPARK_NAS_JAR=$jar is not a file"
  elif is_stale; then
    command -v mvn >/dev/null || fail "Maven is missing: install it, or name a jar in SPARK_NAS_JAR"
    echo "Building $jar (the first time Maven downloads about 600 MB)" >&2
    (cd "$home" && mvn -B -q -Dmaven.test.skip=true package) >&2 || exit 1
  fi
}

# For those who have no Spark installation.
require_spark_jars() {
  [[ -d $spark_jars ]] || fail "$spark_jars is missing: build once without SPARK_NAS_JAR"
}

# off_heap_options OFF_HEAP_GB PHYSICAL_GB: ND4J's arrays are bounded by the physical memory of the
# whole process alone. Its check reads /proc at every pointer, a fifth of a small network's time, so
# 0 turns it off where no container would be killed instead.
off_heap_options() {
  echo "-Dorg.bytedeco.javacpp.maxbytes=${1}g -Dorg.bytedeco.javacpp.maxphysicalbytes=${2}g"
}

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

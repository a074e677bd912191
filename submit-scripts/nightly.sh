#!/usr/bin/env bash
# One run a night, for cron:
#
#   SPARK_HOME=/opt/spark
#   MASTER=yarn
#   HADOOP_CONF_DIR=/etc/hadoop/conf
#   15 1 * * *  /opt/spark-nas/submit-scripts/nightly.sh search /etc/spark-nas/nightly.conf hdfs:///nas
#
#   nightly.sh COMMAND CONF RUNS [options] [-D setting=value ...]
#
# The run's output is RUNS/<night>; RUNS is any Hadoop path. Submits to the cluster where SPARK_HOME
# is set, runs on this machine otherwise. Exits with the job's code, or with 75 while another
# night's run still holds the lock. (In cluster mode YARN makes 1 of every code but 0, and a
# standalone cluster answers before the job has run unless it is told
# spark.standalone.submit.waitAppCompletion=true.) Environment:
#   NIGHT  the date; another name runs a night again that failed, such as NIGHT=$(date +%F)-again
#   LOGS   folder of <night>.log; default: runs/logs beside this folder, so cron's user must be
#          able to write there
set -euo pipefail

[[ $# -ge 3 ]] || {
  echo "usage: nightly.sh COMMAND CONF RUNS [options]" >&2
  exit 2
}
home="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
command="$1" conf="$2" runs="${3%/}"
shift 3

night="${NIGHT:-$(date +%F)}"
logs="${LOGS:-$home/runs/logs}"
mkdir -p "$logs"
exec 9>"$logs/lock"
flock -n 9 || {
  echo "nightly.sh: another run holds $logs/lock" >&2
  exit 75
}

script="$home/submit-scripts/$([[ -n ${SPARK_HOME:-} ]] && echo submit.sh || echo run-local.sh)"
code=0
"$script" "$command" "$conf" "$@" -D "output=$runs/$night" >>"$logs/$night.log" 2>&1 9>&- || code=$?
echo "$(date -Is) $command $conf: exit code $code, output $runs/$night" >>"$logs/nightly.log"
[[ $code -eq 0 ]] || tail -n 20 "$logs/$night.log" >&2 # cron mails what it sees
exit "$code"

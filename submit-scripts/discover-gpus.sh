#!/usr/bin/env bash
# Prints this machine's GPUs as Spark wants them: {"name":"gpu","addresses":["0","1"]}
set -euo pipefail

fail() {
  echo "discover-gpus.sh: $1 on $(hostname): is the NVIDIA driver installed, and the GPU given to this container?" >&2
  exit 1
}

command -v nvidia-smi >/dev/null || fail "nvidia-smi is not on the PATH"
indices="$(nvidia-smi --query-gpu=index --format=csv,noheader)" || fail "nvidia-smi failed: $indices"
[[ $indices =~ ^[0-9]+([[:space:]]+[0-9]+)*$ ]] || fail "nvidia-smi names no GPU (it says '$indices')"
# shellcheck disable=SC2086
printf '{"name":"gpu","addresses":[%s]}\n' "$(printf '"%s",' $indices | sed 's/,$//')"

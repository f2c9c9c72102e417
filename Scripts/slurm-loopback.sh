#!/usr/bin/env bash
# A Slurm cluster of one node on the loopback interface, for trying `hwgen explore --executor slurm`: all its files are in one
# folder, and nothing of the system's own Slurm is touched.
#
#   Scripts/slurm-loopback.sh install        Debian's slurmctld, slurmd, slurm-client and munge
#   Scripts/slurm-loopback.sh start FOLDER   starts it; then: export SLURM_CONF=FOLDER/slurm.conf
#   Scripts/slurm-loopback.sh stop FOLDER    ends its daemons
set -euo pipefail

fail() {
  echo "slurm-loopback: $*" >&2
  exit 69
}
daemons=(munged slurmctld slurmd)
missing() {
  local daemon
  for daemon in "${daemons[@]}"; do PATH=$PATH:/usr/sbin command -v "$daemon" > /dev/null || echo "$daemon"; done
  command -v sbatch > /dev/null || echo sbatch
}

install() {
  [[ -n $(missing) ]] || return 0
  local elevate=() command=(apt-get install -y --no-install-recommends slurmctld slurmd slurm-client munge)
  if ((EUID != 0)); then elevate=(sudo -n); fi
  if [[ -n ${HWGEN_NO_APT:-} ]] || ! command -v apt-get > /dev/null || { ((EUID != 0)) && ! sudo -n true 2> /dev/null; }; then
    fail "missing $(missing | tr '\n' ' '); run: sudo ${command[*]}"
  fi
  echo "slurm-loopback: installing Slurm"
  local log
  log=$(mktemp)
  "${elevate[@]}" env DEBIAN_FRONTEND=noninteractive "${command[@]}" > "$log" 2>&1 ||
    { "${elevate[@]}" apt-get update && "${elevate[@]}" env DEBIAN_FRONTEND=noninteractive "${command[@]}"; } > "$log" 2>&1 ||
    fail "could not install Slurm (log: $log); check the network"
  rm -f "$log"
}

free_port() {
  python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Ends the process whose number is in the file, if it is ours, and waits for it.
end() {
  local number name=$1 file=$2
  [[ -s $file ]] || return 0
  number=$(< "$file")
  [[ -r /proc/$number/comm && $(< "/proc/$number/comm") == "$name" ]] || return 0
  kill "$number" 2> /dev/null || return 0
  for _ in {1..50}; do
    kill -0 "$number" 2> /dev/null || return 0
    sleep 0.1
  done
  kill -9 "$number" 2> /dev/null || true
}

stop() {
  local daemon
  for daemon in slurmd slurmctld munged; do end "$daemon" "$folder/$daemon.pid"; done
}

start() {
  [[ -z $(missing) ]] || fail "missing $(missing | tr '\n' ' '); run: Scripts/slurm-loopback.sh install"
  mkdir -p "$folder"/{munge,state,spool}
  # munged wants to be sure that nobody else reaches its key.
  chmod 700 "$folder/munge"
  head -c 1024 /dev/urandom > "$folder/munge/key"
  chmod 600 "$folder/munge/key"
  local user host
  user=$(id -un)
  host=$(hostname -s)
  cat > "$folder/slurm.conf" << CONF
ClusterName=loopback
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
CredType=cred/munge
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=1
MaxArraySize=100001
MaxJobCount=100002
MinJobAge=30
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=loopback Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
  export SLURM_CONF=$folder/slurm.conf PATH=$PATH:/usr/sbin
  munged --force --key-file="$folder/munge/key" --socket="$folder/munge/socket" --pid-file="$folder/munged.pid" \
    --log-file="$folder/munge/log" --seed-file="$folder/munge/seed" || fail "munged did not start (log: $folder/munge/log)"
  slurmctld -i -f "$SLURM_CONF" > /dev/null 2>&1 || fail "slurmctld did not start (log: $folder/slurmctld.log)"
  slurmd -f "$SLURM_CONF" -N "$host" > /dev/null 2>&1 || fail "slurmd did not start (log: $folder/slurmd.log)"
  for _ in {1..100}; do
    if sinfo -h -o %T 2> /dev/null | grep -q '^idle'; then return 0; fi
    sleep 0.1
  done
  stop
  fail "the node did not become idle (log: $folder/slurmctld.log)"
}

case ${1:-}/${2:-} in
  install/) install ;;
  start/?*) folder=$(realpath -m "$2") && start ;;
  stop/?*) folder=$(realpath -m "$2") && stop ;;
  *)
    echo "slurm-loopback: takes install, start FOLDER or stop FOLDER" >&2
    exit 64
    ;;
esac

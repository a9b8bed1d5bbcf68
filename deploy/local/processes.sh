# Sourced by the scripts beside it: processes that are recorded when they start and stopped by that record alone.
# A record is a line "name pid start-time"; a pid that was handed to somebody else since has another start time.

# Field 22 of /proc/PID/stat; the command in field 2 may hold spaces, so count from its closing parenthesis. A
# zombie has ended; that nobody has asked for its exit code yet is not our business.
start_time() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  set -- ${stat##*) }
  [ "$1" != Z ] || return 1
  printf '%s\n' "${20}"
}

# record FILE NAME PID
record() { printf '%s %s %s\n' "$2" "$3" "$(start_time "$3" || true)" >>"$1"; }

# is_alive PID START-TIME; a process that ended before it was recorded has no start time.
is_alive() { [ -n "$2" ] && [ "$(start_time "$1" || true)" = "$2" ]; }

# any_alive FILE; the file may go while it is asked for, with the processes.
any_alive() {
  local name pid started
  while read -r name pid started; do
    ! is_alive "$pid" "$started" || return 0
  done < <(cat "$1" 2>/dev/null)
  return 1
}

# signal_recorded SIGNAL FILE
signal_recorded() {
  local name pid started
  while read -r name pid started; do
    ! is_alive "$pid" "$started" || kill "-$1" "$pid" 2>/dev/null || true
  done < <(cat "$2" 2>/dev/null)
}

# stop_recorded FILE TENTHS: asks, waits that long, insists. The API server would take a minute for its open watches.
stop_recorded() {
  local tenth
  [ -e "$1" ] || return 0
  signal_recorded TERM "$1"
  for ((tenth = 0; tenth < $2; tenth++)); do
    any_alive "$1" || break
    sleep 0.1
  done
  signal_recorded KILL "$1"
  while any_alive "$1"; do
    sleep 0.05
  done
  rm -f "$1"
}

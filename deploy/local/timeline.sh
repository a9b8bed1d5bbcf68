# Sourced by the scripts beside it: what happens, with the seconds since the script began. The same text with and
# without a terminal, coloured only for one.

# A script that another one calls goes on with the caller's clock.
export TIMELINE_BEGAN="${TIMELINE_BEGAN:-$EPOCHREALTIME}"

seconds_since_start() {
  local now=$EPOCHREALTIME
  local tenths=$(((${now/[.,]/} - ${TIMELINE_BEGAN/[.,]/}) / 100000))
  printf '%3d.%d s' $((tenths / 10)) $((tenths % 10))
}

# step TEXT…
step() {
  if [ -t 1 ]; then
    printf '\033[2m%s\033[0m  %s\n' "$(seconds_since_start)" "$*"
  else
    printf '%s  %s\n' "$(seconds_since_start)" "$*"
  fi
}

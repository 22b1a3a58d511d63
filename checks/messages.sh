# What is judged, under checks/target/messages: folders of mails (NAME.eml, most with NAME.html) and inboxes (index.html
# in each). Made anew when a source is newer; read by the checks of messages. Needs a JDK 17 and Maven 3.8.7 or newer.
#
# MUTATIONS=N takes every fiftieth of N findings changed at random (default 10000); MESSAGES=DIR judges what is there.
# shellcheck shell=bash

root=$(dirname "$PWD")
messages=${MESSAGES:-$PWD/target/messages}
sources=("$root"/{core,channel-smtp,examples}/src "$PWD/messages.sh" "$PWD/hostile-events.js")

if [[ -z ${MESSAGES:-} && (! -f $messages/made || -n $(find "${sources[@]}" -newer "$messages/made" -print -quit)) ]]; then
  rm -rf "$messages"
  mkdir -p "$messages"
  touch "$messages/made.part" # dated before the making: what is saved meanwhile is newer
  (cd "$root" && mvn -B -ntp -q -pl channel-smtp -am test -Dtest=WrittenMailsTest -Dsurefire.failIfNoSpecifiedTests=false \
    -Dmails.out="$messages/mails" -Dmutations="${MUTATIONS:-10000}") >&2
  "$root/examples/guardduty-notify" demo --out "$messages/inbox" >/dev/null
  node hostile-events.js "$messages/hostile-events"
  "$root/examples/guardduty-notify" demo --out "$messages/hostile-inbox" "$messages/hostile-events" >/dev/null
  mv "$messages/made.part" "$messages/made"
fi

# A Python environment with the judges of requirements.txt; read by the checks that need one.
# shellcheck shell=bash

venv=$PWD/target/python
if ! cmp -s requirements.txt "$venv/requirements.txt"; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement requirements.txt
  cp requirements.txt "$venv/requirements.txt"
fi
PATH=$venv/bin:$PATH

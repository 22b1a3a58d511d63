# Node's modules with the judges of package.json; read by the checks that need them. Needs Node 20 or newer.
# shellcheck shell=bash

modules=$PWD/target/node
if ! cmp -s package.json "$modules/package.json"; then
  rm -rf "$modules"
  mkdir -p "$modules.part"
  cp package.json "$modules.part"
  npm install --prefix "$modules.part" --no-audit --no-fund --no-package-lock --loglevel=error >&2
  mv "$modules.part" "$modules"
fi
export NODE_PATH=$modules/node_modules
node -e 'const [major] = process.versions.node.split("."); if (major < 20) { console.error("Node 20 or newer is needed"); process.exit(1); }'
version_of() { node -p 'const [name] = process.argv.slice(1); `${name} ${JSON.parse(fs.readFileSync(`${process.env.NODE_PATH}/${name}/package.json`)).version}`' "$1"; }

#!/usr/bin/env bash
# Builds ps.wasm and ps.mjs of Debian's sources: rebuild.sh [folder to work in]
# Needs a Debian 12 with a deb-src line and the packages emscripten (3.1.6), dpkg-dev and bison.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=${1:-$(mktemp -d)}
cd "$work"

# `apt-get source` applies Debian's patches, `avoid-underflow` among them.
apt-get source sphinxbase=0.8+5prealpha+1-16 pocketsphinx=0.8+5prealpha+1-15
base=$(echo "$work"/sphinxbase-*/)
pocket=$(echo "$work"/pocketsphinx-*/)

# Hand-written: 32-bit longs, no threads, no fixed point.
mkdir -p config objects
cp "$here/source/config.h" "$here/source/sphinx_config.h" config/

for file in "$base"src/libsphinxbase/{util,fe,feat,lm}/*.c "$pocket"src/libpocketsphinx/*.c "$here/source/psw.c"; do
  object=objects/$(basename "$(dirname "$file")")-$(basename "$file" .c).o
  emcc -O3 -msimd128 -DHAVE_CONFIG_H -Iconfig \
    -I"$base"include -I"$base"include/sphinxbase -I"$base"src/libsphinxbase/{util,fe,feat,lm} \
    -I"$pocket"include -I"$pocket"src/libpocketsphinx \
    -c "$file" -o "$object"
done

# Debian's emcc looks for acorn where Debian's Node packages lie.
NODE_PATH=/usr/share/nodejs emcc -O3 -msimd128 objects/*.o -o ps.js \
  -s MODULARIZE=1 -s EXPORT_NAME=PSModule -s ENVIRONMENT=worker,node \
  -s ALLOW_MEMORY_GROWTH=1 -s INITIAL_MEMORY=134217728 -s FORCE_FILESYSTEM=1 \
  -s EXPORTED_RUNTIME_METHODS='["ccall","cwrap","FS","UTF8ToString","HEAP16"]' \
  -s EXPORTED_FUNCTIONS='["_malloc","_free"]'

cp ps.wasm "$here/ps.wasm"
"$here/wrap.sh" ps.js > "$here/ps.mjs"
sha256sum "$here/ps.wasm" "$here/ps.mjs"
echo 'Write the hashes into ORIGIN.md, and that of ps.wasm into src/operators/speech/_shared/pocketsphinx.model.json.'

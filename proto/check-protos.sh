#!/bin/sh
# Checks the contracts: buf's lint, and that nothing breaks for those who already use them. The build calls it in its
# phase verify, after it has put buf and the contracts of others into target/.
set -eu
cd "$(dirname "$0")"

buf=$PWD/target/buf
before=target/protos-before
BUF_CACHE_DIR=$PWD/target/buf-cache
export BUF_CACHE_DIR

say() {
  printf 'protos: %s\n' "$*"
}

# Prints the commit to compare with: the last one; or, where it already holds the protos that are here, the one before
# it, because otherwise a clean clone would compare a commit with itself and every break would pass.
base_commit() {
  if [ -n "$(git status --porcelain -- src/main/protobuf)" ]; then
    git rev-parse --verify --quiet HEAD
  else
    git rev-parse --verify --quiet HEAD^
  fi
}

# Unpacks the protos of commit $1 beside the same contracts of others, and the same rules for both.
unpack_before() {
  rm -rf "$before"
  mkdir -p "$before/target"
  git archive --format=tar "$1" src/main/protobuf | tar -xf - -C "$before"
  cp buf.yaml "$before/"
  cp -R target/protos-of-others "$before/target/"
}

chmod +x "$buf"
"$buf" lint
say "lint found nothing."

if [ ! -e ../.git ]; then
  say "the breaking check was NOT run: this is not a git clone, so there is nothing to compare with."
elif ! base=$(base_commit); then
  say "the breaking check was NOT run: there is no earlier commit here to compare with."
elif ! git cat-file -e "$base:./src/main/protobuf" 2>/dev/null; then
  say "the breaking check was NOT run: commit $base has no protos."
else
  unpack_before "$base"
  "$buf" breaking --against "$before"
  say "nothing breaks since commit $base."
fi

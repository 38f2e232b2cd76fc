#!/usr/bin/env bash
# Usage: oracle.sh
# Has networkx check what the graph kernels answer on random graphs; exits 1 at any difference.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$root/.build/oracle
jobs=${JOBS:-$(nproc 2>/dev/null || echo 2)}

if [[ ! -x $folder/bin/python ]]; then
  python3 -m venv "$folder"
fi
"$folder/bin/python" -c 'import networkx' 2>/dev/null || "$folder/bin/pip" install --quiet networkx

# The answers are written anew, so that those of an earlier run cannot pass for them.
rm -f "$folder/answers.jsonl"
HEADWATER_ORACLE=$folder/answers.jsonl swift test --package-path "$root" --jobs "$jobs" \
  --disable-xctest --filter KernelAnswersTests
PYTHONDONTWRITEBYTECODE=1 "$folder/bin/python" "$root/Scripts/oracle.py" "$folder/answers.jsonl"

#!/usr/bin/env bash
# The measurements of results/*-peers.md: benchmarks/run.sh [forms | hashes | column | kernels], all without an argument. About ten minutes. Needs node and npm for "column".
set -eu
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1

own=(dotnet run -c Release --project benchmarks/Onboarding.Benchmarks --)
peers=(dotnet run -c Release --project benchmarks/Onboarding.PeerBenchmarks --)

# With the runtime's defaults, which the run's measurement does not have.
forms() {
    DOTNET_TieredPGO=1 "${own[@]}" forms
    DOTNET_TieredPGO=1 DOTNET_EnableAVX512=0 "${own[@]}" forms
}

hashes() {
    "${peers[@]}" hashes
}

column() {
    (cd benchmarks/peers-node && npm ci --ignore-scripts --no-audit --no-fund)
    file=$(mktemp)
    trap 'rm -f "$file"' EXIT
    "${own[@]}" customers 1000000 "$file" 1
    "${peers[@]}" column "$file" benchmarks/peers-node 5
}

kernels() {
    "${own[@]}" kernels matrix
}

if [ $# -eq 0 ]; then
    set -- forms hashes column kernels
fi

for what in "$@"; do
    case $what in
        forms | hashes | column | kernels) "$what" ;;
        *) echo "forms, hashes, column or kernels, not $what" >&2; exit 2 ;;
    esac
done

{
  "version": 1,
  "keyId": "demo-signing-1",
  "fingerprint": "aca85b883dda48641fbaa055ddd748d57fe0fa23ffd90ae7afe73199225a2fe6",
  "signature": "ZeR4M/FVMzBbfTIbzw9j6IlFgvg9HoYHmlTrSzyrcNH8S6aFClVG9NNmsDI7TxLLbFWlGzC+SvfjGuORTMs1uQ=="
}

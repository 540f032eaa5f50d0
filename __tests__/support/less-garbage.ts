// Terraform and its provider are written in Go. A third of a plan's time is the collector of garbage, for a provider that is gone a
// moment later: with so much more room each process is some 10 % larger.
process.env.GOGC ??= "400";

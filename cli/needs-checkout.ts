/** Commands that need what is in a checkout of the repository only, and what they do. */
export const NEEDS_CHECKOUT = {
  local: "deploy everything to a local AWS with the real Terraform and show that a second plan is empty",
  drill: "use what is for emergencies as people would, on a local AWS, and show that it is reported",
  prove: "evaluate all policies together and show who can do what to the logs",
  scan: "scan the Terraform JSON with Checkov and Trivy",
} as const;

/**
 * TCP ports of HSMs, the first and the last.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/configure-sg.html
 */
export const HSM_PORTS = { fromPort: 2223, toPort: 2225 } as const;

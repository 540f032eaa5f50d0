/** Of CIS AWS Foundations 5.0, as AWS Security Hub numbers them: `CIS AWS Foundations 5.0 3.1`. */
export const cis = (...items: readonly string[]): string[] => items.map((item) => `CIS AWS Foundations 5.0 ${item}`);

/** Of AWS Security Hub: `Security Hub CloudTrail.1`. */
export const hub = (control: string): string => `Security Hub ${control}`;

/** Of NIST SP 800-53 revision 5: `NIST SP 800-53 AU-9`. */
export const nist = (...items: readonly string[]): string[] => items.map((item) => `NIST SP 800-53 ${item}`);

/** Of PCI DSS 4.0: `PCI DSS 4.0 10.3.2`. */
export const pci = (...items: readonly string[]): string[] => items.map((item) => `PCI DSS 4.0 ${item}`);

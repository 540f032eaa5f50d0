/** A value in a template: JSON. */
export type TemplateValue =
  string | number | boolean | readonly TemplateValue[] | { readonly [name: string]: TemplateValue | undefined };

/** A resource of a template. */
export interface TemplateResource {
  /** `AWS::Service::Type` */
  readonly Type: string;
  /**
   * Name of the condition on which it is made.
   * @default - always made
   */
  readonly Condition?: string;
  readonly Properties: Readonly<Record<string, TemplateValue | undefined>>;
}

/** A CloudFormation template, as far as the baseline needs one. */
export interface StackTemplate {
  /** At most 1,024 bytes. */
  readonly Description: string;
  /** By name, of letters and digits. */
  readonly Conditions: Readonly<Record<string, TemplateValue>>;
  /** By name, of letters and digits: renaming one replaces it in every account. */
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

/** Bytes that CloudFormation takes of a template that comes with the request, and not from a bucket. */
export const TEMPLATE_BODY_LIMIT = 51_200;

/**
 * A template as compact JSON text: the same template gives the same bytes.
 *
 * @throws Error when it is longer than CloudFormation takes
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export function templateBody(template: StackTemplate): string {
  const { Conditions, Description, Resources } = template;
  const body = JSON.stringify({
    AWSTemplateFormatVersion: "2010-09-09",
    Description,
    Conditions: Object.keys(Conditions).length === 0 ? undefined : Conditions,
    Resources,
  });
  const bytes = Buffer.byteLength(body);
  if (bytes > TEMPLATE_BODY_LIMIT) {
    throw new Error(
      `the template "${Description}" has ${bytes} bytes; CloudFormation takes ${TEMPLATE_BODY_LIMIT} at most`,
    );
  }
  return body;
}

import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { checkFormats, checkNotEmpty, nameOf, pathOf } from "../checks";
import { FORMATS } from "../../aws/formats";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

/** The whole width of a dashboard, in the units of its grid. */
const WIDTH = 24;
/** CloudWatch's limit. */
const ALARMS_PER_WIDGET = 100;
/** How many alarms fit side by side across the whole width, on a narrow screen. */
const ALARMS_PER_ROW = 4;

/** Alarms that are shown together, such as `LogAlarms`. */
export interface AlarmSection {
  /** Headline of the section. */
  readonly title: string;
  /**
   * Alarms of this account and region. CloudWatch shows those of other regions, too, and those of other accounts that
   * share their CloudWatch data with this one.
   */
  readonly alarmArns: readonly string[];
}

export interface AlarmDashboardProps extends EnvironmentProps {
  /**
   * Letters, digits, hyphens and underscores; at most 255 characters. Names are unique in an account, not a region.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly dashboardName?: string;
  /** From top to bottom, at most 500 widgets; those without alarms are left out. */
  readonly sections: readonly AlarmSection[];
  /**
   * Text above the alarms.
   * @default - none
   */
  readonly markdown?: string;
}

interface Widget {
  readonly type: "text" | "alarm";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * A dashboard of the state of alarms, section by section.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_remove_alarm_dashboard.html
 */
export class AlarmDashboard extends Construct {
  /** ARN of the dashboard. */
  readonly dashboardArn: string;
  /** The dashboard itself. */
  readonly dashboard: CloudwatchDashboard;

  constructor(scope: Construct, id: string, props: AlarmDashboardProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { dashboardName = nameOf(where), markdown, sections } = props;
    checkFormats(where, { ...props, dashboardName }, { dashboardName: FORMATS.dashboardName });
    checkNotEmpty(where, "sections", sections);
    const environment = environmentOf(scope, id, props);
    const dashboard = new CloudwatchDashboard(this, "Default", {
      ...inEnvironment(environment),
      dashboardName,
      dashboardBody: JSON.stringify(dashboardBody(sections, markdown)),
    });
    this.dashboardArn = dashboard.dashboardArn;
    this.dashboard = dashboard;
  }
}

/**
 * What a dashboard shows: the text if there is one, then the alarms of each section, one below the other. A section of
 * more alarms than CloudWatch shows in one widget is split into several.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody(sections: readonly AlarmSection[], markdown?: string): { readonly widgets: Widget[] } {
  const widgets: Widget[] = [];
  let y = 0;
  const add = ({ height, properties, type }: Pick<Widget, "height" | "properties" | "type">): void => {
    widgets.push({ type, x: 0, y, width: WIDTH, height, properties });
    y += height;
  };
  if (markdown !== undefined) {
    add({ type: "text", height: 1 + markdown.trimEnd().split("\n").length, properties: { markdown } });
  }
  for (const { alarms, title } of sections.flatMap(parts)) {
    add({ type: "alarm", height: 2 + Math.ceil(alarms.length / ALARMS_PER_ROW), properties: { title, alarms } });
  }
  return { widgets };
}

function parts({ alarmArns, title }: AlarmSection): { readonly title: string; readonly alarms: readonly string[] }[] {
  const count = Math.ceil(alarmArns.length / ALARMS_PER_WIDGET);
  return Array.from({ length: count }, (_, part) => ({
    title: count === 1 ? title : `${title} (${part + 1} of ${count})`,
    alarms: alarmArns.slice(part * ALARMS_PER_WIDGET, (part + 1) * ALARMS_PER_WIDGET),
  }));
}

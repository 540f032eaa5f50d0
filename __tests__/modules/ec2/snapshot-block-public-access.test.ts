import { SnapshotBlockPublicAccess } from "../../../modules/ec2/snapshot-block-public-access";
import { synthesizeModule } from "../../support/terraform";

describe("SnapshotBlockPublicAccess", () => {
  it.each(["block-all-sharing", "block-new-sharing"] as const)("blocks as much as asked: %s", (sharing) => {
    const template = synthesizeModule((stack, environment) => {
      new SnapshotBlockPublicAccess(stack, "snapshots", { environment, sharing });
    });
    expect(template.resource("aws_ebs_snapshot_block_public_access", "snapshots").state).toBe(sharing);
  });
});

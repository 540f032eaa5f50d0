import { ExistingSubnets } from "../../../modules/cloudhsm/existing-subnets";
import { HsmNetwork } from "../../../modules/cloudhsm/network";
import { PublicSubnet } from "../../../modules/cloudhsm/public-subnet";
import { synthesizeModule } from "../../support/terraform";
import type { Block } from "../../support/terraform";

const PROPS = { name: "hsm", cidr: "10.0.0.0/24", availabilityZones: ["eu-west-1a", "eu-west-1b"] };

describe("the network of HSMs", () => {
  const template = synthesizeModule(
    (stack, environment) => new HsmNetwork(stack, "network", { environment, ...PROPS }),
  );

  it("has a private subnet in each zone", () => {
    expect(template.resources("aws_subnet")).toEqual([
      expect.objectContaining({
        availability_zone: "eu-west-1a",
        cidr_block: "10.0.0.0/28",
        map_public_ip_on_launch: false,
      }),
      expect.objectContaining({
        availability_zone: "eu-west-1b",
        cidr_block: "10.0.0.16/28",
        map_public_ip_on_launch: false,
      }),
    ]);
  });

  it("leads nowhere: all subnets share routes that are none, and stay none", () => {
    expect(template.resource("aws_route_table").route).toEqual([]);
    expect(template.resources("aws_route_table_association")).toHaveLength(2);
    expect(template.resources("aws_internet_gateway")).toEqual([]);
  });

  it("has a default security group that allows nothing", () => {
    expect(template.resource("aws_default_security_group")).toMatchObject({ ingress: [], egress: [] });
  });
});

describe("the way out of it", () => {
  const template = synthesizeModule((stack, environment) => {
    const network = new HsmNetwork(stack, "network", { environment, ...PROPS });
    new PublicSubnet(stack, "public", { environment, name: "client", network });
  });

  it("is of one subnet, beside those of the HSMs, which keep their routes", () => {
    expect(template.resource("aws_subnet", "public")).toMatchObject({ cidr_block: "10.0.0.240/28" });
    const [withRoutes] = template.resources("aws_route_table").filter(({ route }) => (route as Block[]).length > 0);
    expect(withRoutes?.route).toEqual([
      expect.objectContaining({
        cidr_block: "0.0.0.0/0",
        gateway_id: expect.stringContaining("aws_internet_gateway") as unknown,
      }),
    ]);
    const ofPublic = template
      .resources("aws_route_table_association")
      .filter(({ subnet_id: subnet }) => subnet === "${aws_subnet.public.id}");
    expect(ofPublic).toHaveLength(1);
  });
});

describe("subnets that exist", () => {
  const template = synthesizeModule((stack, environment) => {
    const subnets = [{ availabilityZone: "eu-west-1a", subnetId: "subnet-0123456789abcdef0" }];
    new ExistingSubnets(stack, "subnets", { environment, subnets });
  });

  it("are looked up, and have to be private and in their zone", () => {
    const [subnet] = Object.values(template.json.data?.aws_subnet ?? {});
    expect(subnet).toMatchObject({ id: "subnet-0123456789abcdef0" });
    const { postcondition } = subnet?.lifecycle as { postcondition: Block[] };
    expect(postcondition.map(({ condition }) => condition)).toEqual([
      '${self.availability_zone == "eu-west-1a"}',
      "${!self.map_public_ip_on_launch}",
    ]);
  });
});

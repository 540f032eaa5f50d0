import { SecurityContact } from "../../../modules/account/alternate-contact";
import { synthesizeModule } from "../../support/terraform";

describe("SecurityContact", () => {
  const contact = synthesizeModule((stack, environment) => {
    new SecurityContact(stack, "security-contact", {
      environment,
      name: "Security",
      title: "Security team",
      email: "security@example.com",
      phone: "+49 30 123456",
    });
  }).resource("aws_account_alternate_contact", "security-contact");

  it("is the one that AWS turns to about security", () => {
    expect(contact).toMatchObject({
      alternate_contact_type: "SECURITY",
      name: "Security",
      title: "Security team",
      email_address: "security@example.com",
      phone_number: "+49 30 123456",
    });
  });

  it("is set by the account itself, without naming it: the organization need not trust anyone", () => {
    expect(contact).not.toHaveProperty("account_id");
  });
});

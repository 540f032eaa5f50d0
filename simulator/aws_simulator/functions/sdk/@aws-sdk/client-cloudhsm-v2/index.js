"use strict";
// Stands for the client of AWS CloudHSM in the AWS SDK of Lambda's runtimes, as far as functions here use it: this project does
// without that package. Region, credentials and signature are the SDK's.
// https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_DescribeClusters.html
const { KMSClient } = require("@aws-sdk/client-kms");
const { SignatureV4 } = require("@smithy/signature-v4");

const API = "BaldrApiService";

class CloudHSMV2Client {
  constructor(options) {
    this.config = new KMSClient(options ?? {}).config;
  }

  async send({ input, operation }) {
    const { credentials, region, sha256 } = this.config;
    const url = new URL(process.env.AWS_ENDPOINT_URL);
    const body = JSON.stringify(input);
    const signer = new SignatureV4({ credentials, region: await region(), service: "cloudhsm", sha256 });
    const { headers } = await signer.sign({
      method: "POST",
      protocol: url.protocol,
      hostname: url.hostname,
      port: Number(url.port),
      path: url.pathname,
      headers: { host: url.host, "content-type": "application/x-amz-json-1.1", "x-amz-target": `${API}.${operation}` },
      body,
    });
    const response = await fetch(url, { method: "POST", headers, body });
    const answer = JSON.parse((await response.text()) || "{}");
    if (!response.ok) {
      throw Object.assign(new Error(answer.message ?? answer.Message), { name: answer.__type ?? "Error" });
    }
    return answer;
  }
}

class DescribeClustersCommand {
  constructor(input) {
    this.operation = "DescribeClusters";
    this.input = input;
  }
}

module.exports = { CloudHSMV2Client, DescribeClustersCommand };

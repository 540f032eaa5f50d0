import { parseListing } from "../../archive-reader/listing";

describe("a page of a listing", () => {
  it("has its keys, decoded, and the token of the next page", () => {
    const xml =
      '<?xml version="1.0"?><ListBucketResult><Name>logs</Name><Prefix>a</Prefix><KeyCount>3</KeyCount>' +
      "<NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=&amp;</NextContinuationToken>" +
      "<Contents><Key>AWSLogs/1_2.json.gz</Key><Size>1</Size></Contents>" +
      "<Contents><Key>a%20b%2Bc+d%3Ce%3E/%C3%BC</Key></Contents><Contents><Key></Key></Contents></ListBucketResult>";
    expect(parseListing(xml)).toEqual({
      keys: ["AWSLogs/1_2.json.gz", "a b+c d<e>/ü", ""],
      next: "1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=&",
    });
  });

  it("may be empty, and the last", () => {
    expect(parseListing("<ListBucketResult></ListBucketResult>")).toEqual({ keys: [] });
  });
});

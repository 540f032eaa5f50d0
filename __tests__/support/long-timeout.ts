// These tests run programs and deployments, which take their time beside others: five seconds for a test are too short.
jest.setTimeout(300_000);

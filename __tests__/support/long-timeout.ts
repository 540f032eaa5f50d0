// Tests run programs and deployments, or make keys, and others run at the same time: after five seconds nothing is wrong yet.
jest.setTimeout(300_000);

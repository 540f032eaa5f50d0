/** Asks the local AWS itself for something that AWS does by itself, such as delivering log files. */
export async function controlSimulator(env: NodeJS.ProcessEnv, thing: string, body: object): Promise<unknown> {
  const response = await fetch(`${env.AWS_ENDPOINT_URL ?? ""}/simulator/${thing}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`/simulator/${thing} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

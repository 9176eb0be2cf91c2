const env = process.env;
const headers = { Authorization: `Bearer ${env.OIDC_TOKEN}` }; // of your own issuer; no pool takes part
const answer = await fetch(`${env.API_URL}/http/me`, { headers });
console.log(answer.status, await answer.text());

const env = process.env;
const form = new URLSearchParams({
  grant_type: "client_credentials",
  client_id: env.CLIENT_ID,
  client_secret: env.CLIENT_SECRET, // on a server only, never in an app that people install
  scope: "shop-api/orders.read",
});
const issued = await fetch(`${env.POOLSCHOOL_LOGIN_URL}/oauth2/token`, { method: "POST", body: form });
const { access_token } = await issued.json();
const answer = await fetch(`${env.API_URL}/orders`, { headers: { Authorization: `Bearer ${access_token}` } });
console.log(answer.status, await answer.text());

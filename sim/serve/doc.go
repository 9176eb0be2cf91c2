// Package serve puts simulated accounts behind a listener: every service on one address, for the
// AWS CLI, SDKs and browsers. It finds out which service a request is for, keeps slow and greedy
// clients from hurting the others, and answers a few requests of its own below /_poolschool/.
package serve

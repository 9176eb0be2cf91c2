package userpool

import (
	"context"
	"slices"
	"strings"

	"poolschool/sim/trace"
)

// allows reports whether a client may use a flow. Without a list, a client may use refresh, SRP
// and custom authentication, and so no plain passwords. The names without ALLOW_ are those of
// older clients, where refresh and custom authentication need no word.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
func (c *client) allows(flow string) bool {
	modern := func(name string) bool { return strings.HasPrefix(name, "ALLOW_") }
	switch {
	case len(c.Flows) == 0:
		return slices.Contains([]string{flowRefresh, flowSRP, flowCustom}, flow)
	case slices.ContainsFunc(c.Flows, modern):
		return slices.Contains(c.Flows, "ALLOW_"+flow)
	}
	switch flow {
	case flowAdmin:
		return slices.Contains(c.Flows, "ADMIN_NO_SRP_AUTH")
	case flowSRP:
		return !slices.Contains(c.Flows, "CUSTOM_AUTH_FLOW_ONLY")
	case flowRefresh, flowCustom:
		return true
	}
	return slices.Contains(c.Flows, flow)
}

// checkFlow refuses a flow that the client has not enabled.
func (c *client) checkFlow(ctx context.Context, in start) error {
	if c.allows(in.flow) {
		trace.Passed(ctx, "%s is enabled for this client", in.flow)
		return nil
	}
	trace.Failed(ctx, "%s is enabled for this client", in.flow)
	why := errFlowDisabled.Saying(in.flow)
	if in.admin {
		why = errFlowDisabledAdmin
	}
	return why.Because("the client's ExplicitAuthFlows lack ALLOW_%s", in.flow)
}

// errFlowDisabledAdmin is AdminInitiateAuth's own wording.
var errFlowDisabledAdmin = refusal("InvalidParameterException", "Auth flow not enabled for this client")

// begin opens a sign-in: who is it, and does the caller hold the client's secret? Callers look at
// attempt.user: it is nil when nobody has that name and the client hides it.
func (s *Service) begin(ctx context.Context, c *client, in start, needed ...string) (attempt, error) {
	for _, name := range append([]string{"USERNAME"}, needed...) {
		if in.parameters[name] == "" {
			trace.Failed(ctx, "%s is sent", name)
			return attempt{}, errMissing.Saying(name)
		}
	}
	a := attempt{client: c, name: in.parameters["USERNAME"], flow: in.flow, deviceKey: in.parameters["DEVICE_KEY"], validated: in.metadata, page: arrivalOf(ctx) != nil}
	if err := c.checkSecretHash(ctx, a.name, in.parameters["SECRET_HASH"]); err != nil {
		return attempt{}, err
	}
	s.mu.RLock()
	u, known := c.pool.find(a.name)
	s.mu.RUnlock()
	if known {
		a.user = u
		trace.Passed(ctx, "user %q is in the pool", a.name)
		return a, nil
	}
	if password := in.parameters["PASSWORD"]; password != "" {
		migrated, err := s.migrate(ctx, c, a, password)
		if migrated != nil || err != nil {
			a.user = migrated
			return a, err
		}
	}
	trace.Failed(ctx, "user %q is in the pool", a.name)
	if c.HideUnknownUsers {
		return a, nil
	}
	return a, c.missingUser(a.name)
}

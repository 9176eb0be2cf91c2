package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// UpdateUserAttributesRequest changes the profile of a token's user.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html
type UpdateUserAttributesRequest struct {
	AccessToken    string      `required:"true" pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
	UserAttributes []Attribute `required:"true"`
	ClientMetadata map[string]string
}

// UpdateUserAttributesResponse says where codes went that verify new addresses.
type UpdateUserAttributesResponse struct {
	CodeDeliveryDetailsList []CodeDeliveryDetails `json:",omitempty"`
}

// UpdateUserAttributes changes the profile and sends a code to each new address that the pool
// verifies. A pool may keep the old address until the new one is verified
// (AttributesRequireVerificationBeforeUpdate); otherwise the new one counts at once, unverified.
func (s *Service) UpdateUserAttributes(ctx context.Context, in UpdateUserAttributesRequest) (UpdateUserAttributesResponse, error) {
	b, err := s.bearer(ctx, in.AccessToken)
	if err != nil {
		return UpdateUserAttributesResponse{}, err
	}
	changes := attributeMap(in.UserAttributes)
	s.mu.Lock()
	codes, err := s.changeOwn(ctx, b, changes)
	s.mu.Unlock()
	if err != nil {
		return UpdateUserAttributesResponse{}, err
	}
	trace.Summarize(ctx, "%d attributes of %s", len(changes), b.user.name)
	var out UpdateUserAttributesResponse
	for _, attribute := range codes {
		details, err := s.send(ctx, b.client, b.pool, b.user, attributeCode(attribute, "UpdateUserAttribute"), attribute, changes[attribute], in.ClientMetadata)
		if err != nil {
			return UpdateUserAttributesResponse{}, err
		}
		out.CodeDeliveryDetailsList = append(out.CodeDeliveryDetailsList, *details)
	}
	return out, nil
}

// changeOwn writes what a user changes and returns the attributes to which codes must go.
// Callers hold mu.
func (s *Service) changeOwn(ctx context.Context, b bearer, changes map[string]string) ([]string, error) {
	if err := b.client.checkWritable(ctx, changes); err != nil {
		return nil, err
	}
	return s.changeFor(ctx, b.pool, b.user, changes)
}

package identitypool

import "context"

// PoolRequest names a pool.
type PoolRequest struct {
	IdentityPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
}

// DescribeIdentityPool answers the settings of a pool. A setting that was never made is not
// there: AllowClassicFlow above all.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DescribeIdentityPool.html
func (s *Service) DescribeIdentityPool(_ context.Context, in PoolRequest) (IdentityPool, error) {
	p, err := s.pool(in.IdentityPoolId)
	if err != nil {
		return IdentityPool{}, err
	}
	return p.IdentityPool, nil
}

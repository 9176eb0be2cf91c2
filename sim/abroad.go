package sim

import (
	"net/http"
	"slices"
	"strings"
	"sync"

	"poolschool/sim/account"
	"poolschool/sim/aws/identitypool"
	"poolschool/sim/aws/sts"
	"poolschool/sim/aws/userpool"
	"poolschool/sim/gate"
	"poolschool/sim/social"
)

// regions are AWS's regions of today. A call to a region that is none finds no host, as it finds no name at AWS.
// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
var regions = strings.Fields(`us-east-1 us-east-2 us-west-1 us-west-2 af-south-1 ap-east-1 ap-east-2 ap-south-1 ap-south-2
	ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7
	ap-northeast-1 ap-northeast-2 ap-northeast-3 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1
	eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1`)

// global is the region for which requests to services without a region are signed: IAM, sts.amazonaws.com.
const global = "us-east-1"

// branch is what an account has in each region of its own. Roles, users and sessions are the same in all.
type branch struct {
	config       Config
	userpool     *userpool.Service
	identitypool *identitypool.Service
	sts          *sts.Service
}

// branchIn makes the services of one region. What one needs of another it reaches through Client, as over the network.
func (w *World) branchIn(c Config) *branch {
	b := &branch{config: c}
	g := w.gateIn(c.Region)
	known := providers{branches: w.branches, config: c}
	opaque := social.Introspector{Client: w.Client()}
	b.userpool = userpool.New(userpool.Config{
		Region: c.Region, AccountID: c.AccountID, Clock: c.Clock, Chance: c.Chance, Keys: c.Keys,
		Guard: g.JSON(idp), Issuer: c.Issuer, LoginURL: c.LoginURL, Client: w.Client(), Triggers: c.Triggers,
		UpdatedIssuer: c.updatedIssuer(), EmailsADay: int(c.Limits[DailyEmails]),
	})
	b.identitypool = identitypool.New(identitypool.Config{
		Region: c.Region, AccountID: c.AccountID, Clock: c.Clock, Chance: c.Chance, Keys: c.Keys, Client: w.Client(),
		Guard: g.JSON(identity), Principals: w.principals, Providers: known, STS: "https://" + c.host("sts"),
		Opaque: opaque, UserPools: standing{w},
	})
	b.sts = sts.New(sts.Config{
		Region: c.Region, AccountID: c.AccountID, Clock: c.Clock, Chance: c.Chance, Client: w.Client(),
		Guard: g.Query("sts"), Principals: w.principals, Providers: known, Opaque: opaque,
	})
	return b
}

// gateIn checks signatures for a region.
func (w *World) gateIn(region string) *gate.Gate {
	return &gate.Gate{Store: w.principals, Clock: w.config.Clock, Region: region, AccountID: w.config.AccountID}
}

// hosts are the region's own, each of which records its calls.
func (b *branch) hosts(w *World) map[string]http.Handler {
	c, limits := b.config, newLimiter(w.config.Limits, w.config.Clock)
	return map[string]http.Handler{
		c.host(idp):      w.log.Record(idp, limits.guard(idp, b.userpool.Subject, b.userpool.Handler())),
		updatedHost(c):   w.log.Record(idp, b.userpool.IssuerHandler()),
		c.host(identity): w.log.Record(identity, limits.guard(identity, nil, b.identitypool.Handler())),
		c.host("sts"):    w.log.Record("sts", b.sts.Handler()),
	}
}

// abroad are the branches in other regions than the account's own. They are empty until somebody makes something
// there, and do not stand in Snapshot.
type abroad struct {
	mu       sync.Mutex
	branches []*branch
	hosts    map[string]http.Handler
}

// branches are those that exist, the account's own region first.
func (w *World) branches() []*branch {
	w.abroad.mu.Lock()
	defer w.abroad.mu.Unlock()
	return append([]*branch{w.home}, w.abroad.branches...)
}

// hostAbroad finds SERVICE.REGION.amazonaws.com and PREFIX.auth.REGION.amazoncognito.com of other regions.
func (w *World) hostAbroad(host string) http.Handler {
	region, domain := "", ""
	if name, ok := strings.CutSuffix(host, ".amazonaws.com"); ok {
		_, region, _ = strings.Cut(name, ".")
	} else if name, ok := strings.CutSuffix(host, ".amazoncognito.com"); ok {
		domain, region, _ = strings.Cut(name, ".auth.")
	}
	if region == w.config.Region || !slices.Contains(regions, region) {
		return nil
	}
	b := w.branchAbroad(region)
	if domain != "" {
		return w.log.Record(idp, b.userpool.DomainHandler(domain))
	}
	w.abroad.mu.Lock()
	defer w.abroad.mu.Unlock()
	return w.abroad.hosts[host]
}

// branchAbroad opens a region when it is called for the first time.
func (w *World) branchAbroad(region string) *branch {
	w.abroad.mu.Lock()
	defer w.abroad.mu.Unlock()
	for _, b := range w.abroad.branches {
		if b.config.Region == region {
			return b
		}
	}
	c := w.config
	c.Region, c.Account = region, account.Account{}
	c.Issuer = func(poolID string) string { return "https://" + c.providerKey(poolID) }
	c.LoginURL = func(domain string) string { return "https://" + c.loginHost(domain) }
	b := w.branchIn(c)
	w.abroad.branches = append(w.abroad.branches, b)
	if w.abroad.hosts == nil {
		w.abroad.hosts = map[string]http.Handler{}
	}
	for host, h := range b.hosts(w) {
		w.abroad.hosts[host] = h
	}
	return b
}

// isS3 reports whether a host is S3's, or a bucket's, in any region: s3.amazonaws.com, s3.eu-west-1.amazonaws.com,
// photos.s3.eu-west-1.amazonaws.com.
func isS3(host string) bool {
	name, ok := strings.CutSuffix(host, ".amazonaws.com")
	if !ok {
		return false
	}
	if name == "s3" || strings.HasSuffix(name, ".s3") {
		return true
	}
	rest, ok := strings.CutPrefix(name, "s3.")
	if at := strings.LastIndex(name, ".s3."); at >= 0 {
		rest, ok = name[at+len(".s3."):], true
	}
	return ok && slices.Contains(regions, strings.TrimPrefix(rest, "dualstack."))
}

package userpool

import (
	"fmt"
	"runtime"
	"testing"
)

// crowd fills the desk's pool with n confirmed users without hashing n passwords.
func (d *desk) crowd(n int) *pool {
	p := d.pools[d.pool]
	record := p.users["ana"].password
	for i := range n {
		u := d.newUser(p, fmt.Sprintf("user-%06d", i), map[string]string{
			"email": fmt.Sprintf("user-%06d@example.com", i), "email_verified": "true", "name": fmt.Sprintf("User %d", i),
		})
		u.status, u.password = statusConfirmed, record
		if i%100 == 0 {
			u.groups = []string{"staff"}
		}
		p.add(u)
	}
	return p
}

const crowdSize = 100_000

// BenchmarkMemoryOfAUser reports the bytes that one of 100,000 users takes, password record aside: the
// records of this crowd are one and the same (a verifier has 384 bytes of its own).
func BenchmarkMemoryOfAUser(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		d := newDesk(b, nil)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		b.StartTimer()
		p := d.crowd(crowdSize)
		b.StopTimer()
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/crowdSize, "B/user")
		runtime.KeepAlive(p)
		b.StartTimer()
	}
}

func BenchmarkCrowd(b *testing.B) {
	d := newDesk(b, nil)
	p := d.crowd(crowdSize)
	half := pageToken(p.list[crowdSize/2].seq)
	list := func(in ListUsersRequest) func(*testing.B) {
		in.UserPoolId = d.pool
		return func(b *testing.B) {
			for b.Loop() {
				if _, err := d.ListUsers(b.Context(), in); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	b.Run("page in the middle", list(ListUsersRequest{PaginationToken: half}))
	b.Run("filter by username", list(ListUsersRequest{Filter: `username = "user-099999"`}))
	b.Run("filter by e-mail", list(ListUsersRequest{Filter: `email = "user-099999@example.com"`}))
	b.Run("filter by beginning", list(ListUsersRequest{Filter: `email ^= "user-0999"`}))
	b.Run("look one up", func(b *testing.B) {
		for b.Loop() {
			if _, err := d.AdminGetUser(b.Context(), AdminUserRequest{UserPoolId: d.pool, Username: "user-050000"}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("delete and add one", func(b *testing.B) {
		for b.Loop() {
			u := p.users["user-050000"]
			p.remove(u)
			p.add(u)
		}
	})
}

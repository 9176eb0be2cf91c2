package serve

import (
	"time"

	"poolschool/sim/wire/awsjson"
)

// Limits keep one client from hurting the others.
type Limits struct {
	Header    time.Duration // a request's headers must have come by then
	Body      time.Duration // and, after them, a body that is read as a whole
	Idle      time.Duration // how long an upload or an answer may stand still
	KeepAlive time.Duration // how long a connection may wait for its next request
	Drain     time.Duration // how long what is running may go on after the end was asked for
	Flush     time.Duration // how long connections may linger when nothing is running any more

	Calls       int // calls that are answered at the same time
	Uploads     int // requests to S3 that are answered at the same time
	Streams     int // readers of the trace
	Connections int
}

// maxBody is the longest body that is read as a whole, in bytes. Services answer 413 to one byte more.
const maxBody = awsjson.MaxBody

// DefaultLimits suit one person's machine. Headers and body together have less than 30 seconds, an end with an upload
// running takes less than 15.
func DefaultLimits() Limits {
	return Limits{
		Header: 14 * time.Second, Body: 14 * time.Second, Idle: 30 * time.Second, KeepAlive: 3 * time.Minute,
		Drain: 10 * time.Second, Flush: time.Second,
		Calls: 1024, Uploads: 1024, Streams: 16, Connections: 3072,
	}
}

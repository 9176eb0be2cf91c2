package sim

import "time"

// Epoch is when an account begins if nobody hands in a clock.
var Epoch = time.Date(2026, time.January, 5, 10, 0, 0, 0, time.UTC)

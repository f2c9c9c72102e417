// The Units target.

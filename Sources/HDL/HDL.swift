// The HDL target.

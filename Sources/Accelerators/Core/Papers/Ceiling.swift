/// How many parts of `size` hold `count` things.
func ceiling(_ count: Int, _ size: Int) -> Int { (count + size - 1) / size }

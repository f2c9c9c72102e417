print("hwgen")

"""The engine that keeps its articles in this process and looks at each of them."""

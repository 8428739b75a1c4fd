// headers.cpp - Nothing of its own: stands for the headers that test programs share.

"""One module for each screen: functions from what is asked to an answer."""

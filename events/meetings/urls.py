"""Addresses of the area meetings."""

app_name = "meetings"
urlpatterns: list = []

@echo off
setlocal
set "ZP_TASK=install"
if exist "%~dp0program\scripts\run.cmd" goto start
echo Please unpack the whole zip file first, then run install.cmd in the new folder.
echo Qing xian ba zheng ge ya suo bao jie ya, zai yun xing install.cmd.
pause
exit /b 1
:start
call "%~dp0program\scripts\run.cmd"
set "ZP_RESULT=%ERRORLEVEL%"
pause
exit /b %ZP_RESULT%

@echo off
rem Installs congvan for the user who double-clicks this, from the folder "wheels" beside it: no network, no administrator.
setlocal
chcp 65001 >nul
set "HERE=%~dp0"
if "%CONGVAN_PROGRAM%"=="" set "CONGVAN_PROGRAM=%LOCALAPPDATA%\congvan"
set "PYTHON=py -@VERSION@"
%PYTHON% --version >nul 2>&1
if errorlevel 1 goto no_python

echo Dang cai dat vao %CONGVAN_PROGRAM% ...
%PYTHON% -m venv "%CONGVAN_PROGRAM%\venv"
if errorlevel 1 goto failed
"%CONGVAN_PROGRAM%\venv\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%HERE%wheels" --upgrade congvan[web]
if errorlevel 1 goto failed
copy /y "%HERE%Mo cong van.cmd" "%CONGVAN_PROGRAM%\Mo cong van.cmd" >nul
if errorlevel 1 goto failed
copy /y "%HERE%Mo cong van.cmd" "%USERPROFILE%\Desktop\Mo cong van.cmd" >nul
if errorlevel 1 echo Khong chep duoc ra man hinh nen; mo tep "%CONGVAN_PROGRAM%\Mo cong van.cmd"
echo Da cai xong. Tu nay bam dup "Mo cong van" tren man hinh nen.
call "%CONGVAN_PROGRAM%\Mo cong van.cmd"
exit /b %errorlevel%

:no_python
echo Chua co Python @VERSION@. Nguoi quan tri may cai tu python.org, muc "Windows installer (64-bit)", roi bam lai tep nay.
pause
exit /b 1

:failed
echo Khong cai duoc. Chup man hinh nay gui nguoi ho tro.
pause
exit /b 1
